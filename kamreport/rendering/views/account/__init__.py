"""The account QBR, section by section (KAM.md §14.2)."""
