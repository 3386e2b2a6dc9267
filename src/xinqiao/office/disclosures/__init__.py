"""Disclosures: the only way anything leaves the relationship between a client and a counsellor."""
