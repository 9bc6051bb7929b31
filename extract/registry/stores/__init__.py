"""Where the register lies: a module for each database, and one for Parquet, chosen by the output's name."""

from extract.registry.stores.choose import OUTPUTS, Store, open_store

__all__ = ["OUTPUTS", "Store", "open_store"]
