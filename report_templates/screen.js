// A click on a figure needs no script: the button names what it opens. This adds that the keyboard opens it in passing.
addEventListener("focusin", ({ target }) => {
  const opened = target.popoverTargetElement;
  if (opened && target.matches(".evident:focus-visible") && !opened.matches(":popover-open")) target.click();
});
addEventListener("focusout", ({ target }) => {
  const opened = target.popoverTargetElement;
  if (opened && opened.matches(":popover-open")) opened.hidePopover();
});
