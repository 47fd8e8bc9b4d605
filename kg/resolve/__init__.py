"""Which mentions of many articles are one entity."""
