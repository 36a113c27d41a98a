"""The portfolio pack, section by section (KAM.md §14.4)."""
