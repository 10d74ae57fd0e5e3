"""Country and time zone that a phone number speaks of."""
