"""Records as one self-contained HTML page, for people who would rather look: no network, no build step."""

from extract.report.page import Policy, app_page, policy, write_report
from extract.report.view import View, view

__all__ = ["Policy", "View", "app_page", "policy", "view", "write_report"]
