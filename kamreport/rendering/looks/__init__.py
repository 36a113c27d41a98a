"""A team's own look: colours, letters, logo, templates and packs in a folder of its own. Nothing to inherit."""

from kamreport.rendering.looks.look import Look, find_look

__all__ = ["Look", "find_look"]
