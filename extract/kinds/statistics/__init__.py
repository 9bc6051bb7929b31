"""Finds statistics: every figure with its value, unit, direction and what it measures."""

from extract.kinds.statistics.extractor import StatisticExtractor

__all__ = ["StatisticExtractor"]
