"""The door behind the buttons in Excel: an action comes in, one call of ``run`` goes out, a person is told."""
