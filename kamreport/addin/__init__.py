"""The Excel add-in: built from text where it is used, put into Excel's start-up folder, and looked after there."""

from kamreport.addin.building import NAME, Stamp, build, stamp_of, tab_xml
from kamreport.addin.examining import Check, examine
from kamreport.addin.installing import Places, install, own_stamp, places, status, uninstall

__all__ = [
    "NAME",
    "Check",
    "Places",
    "Stamp",
    "build",
    "examine",
    "install",
    "own_stamp",
    "places",
    "stamp_of",
    "status",
    "tab_xml",
    "uninstall",
]
