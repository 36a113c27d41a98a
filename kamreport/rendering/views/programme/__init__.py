"""What the programme pack prints, section by section (KAM.md §14.5)."""
