"""Quickly made records are in every respect the frozen dataclasses that Python makes, only sooner."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import dataclass, field

import pytest

from kamreport.records import later, made_when_asked, quickly_made


@dataclass(frozen=True, slots=True)
class Plain:
    place: str
    count: int = 1
    words: tuple[str, ...] = ()
    held: dict[str, int] = field(default_factory=dict, kw_only=True)


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    place: str
    count: int = 1
    words: tuple[str, ...] = ()
    held: dict[str, int] = field(default_factory=dict, kw_only=True)


@quickly_made
@made_when_asked("words")
@dataclass(frozen=True, slots=True)
class Patient:
    place: str
    words: tuple[str, ...] = ()


MADE: list[str] = []


def spell(place: str, *others: str) -> tuple[str, ...]:
    MADE.append(place)
    return (place, *others)


def test_it_is_made_as_the_plain_one_is() -> None:
    assert inspect.signature(Quick) == inspect.signature(Plain)
    assert dataclasses.astuple(Quick("A", 2, held={"a": 1})) == dataclasses.astuple(Plain("A", 2, held={"a": 1}))
    assert Quick("A") == Quick("A", 1, (), held={}) != Quick("B")
    assert Quick("A").held is not Quick("A").held


def test_what_the_plain_one_refuses_it_refuses() -> None:
    for wrong in (Plain, Quick):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'place'"):
            wrong()  # type: ignore[call-arg]  # that is the point
        with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
            wrong("A", colour="red")  # type: ignore[call-arg]  # that is the point


def test_nobody_can_change_it() -> None:
    made = Quick("A")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.place = "B"  # type: ignore[misc]  # that is the point
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.place
    with pytest.raises((AttributeError, TypeError)):
        made.other = 1  # type: ignore[attr-defined]  # that is the point
    assert type(made) is Quick


def test_it_is_copied_replaced_and_sent_to_another_process() -> None:
    made = Quick("A", 3, ("x",), held={"b": 2})
    assert dataclasses.replace(made, count=4) == Quick("A", 4, ("x",), held={"b": 2})
    assert copy.deepcopy(made) == copy.copy(made) == made
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
    assert type(pickle.loads(pickle.dumps(made))) is Quick  # noqa: S301 - our own bytes


def test_a_field_given_later_is_made_once_when_it_is_first_read() -> None:
    MADE.clear()
    made = Patient("A", later(spell, "A", "b"))
    assert not MADE
    assert made.words is made.words == ("A", "b")
    assert MADE == ["A"]
    assert (Patient("A").words, Patient("A", ("x",)).words) == ((), ("x",))


def test_nobody_can_tell_it_from_a_record_made_at_once() -> None:
    at_once = Patient("A", ("A", "b"))

    def waiting() -> Patient:
        return Patient("A", later(spell, "A", "b"))

    assert waiting() == at_once
    assert (hash(waiting()), repr(waiting())) == (hash(at_once), repr(at_once))
    assert dataclasses.asdict(waiting()) == dataclasses.asdict(at_once)
    assert dataclasses.replace(waiting(), place="C") == Patient("C", ("A", "b"))
    assert copy.deepcopy(waiting()) == copy.copy(waiting()) == at_once
    assert pickle.loads(pickle.dumps(waiting())) == at_once  # noqa: S301 - our own bytes


def test_nobody_can_change_what_was_given_later() -> None:
    made = Patient("A", later(spell, "A"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.words = ()  # type: ignore[misc]  # that is the point
    assert made.words == ("A",)
