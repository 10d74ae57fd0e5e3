"""The country that a country-code domain speaks of: a hint, no more."""
