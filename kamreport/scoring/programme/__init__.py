"""The programme itself: how ready, how mature, and what the data say of what people claim (KAM.md §12)."""

from kamreport.scoring.programme.reading_programme import read_programme

__all__ = ["read_programme"]
