"""The pages people read, and the parts of them that are generated from the declarations."""

from kamreport.help.pages import ROOMS, Page, find_page, pages, rule_page

__all__ = ["ROOMS", "Page", "find_page", "pages", "rule_page"]
