"""What may be read."""

from .ways import EMAIL, IN_APP, SMS, Way, is_of_the_family, message_rules, stands_against, way_for

__all__ = ["EMAIL", "IN_APP", "SMS", "Way", "is_of_the_family", "message_rules", "stands_against", "way_for"]
