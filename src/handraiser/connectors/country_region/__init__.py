"""World region and time zone of a country."""

from handraiser.connectors.country_region.regions import REGIONS

__all__ = ["REGIONS"]
