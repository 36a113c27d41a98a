"""Charts: pure functions that turn plain values into SVG. Nothing is rounded here; labels come ready."""
