"""Xinqiao: a school's psychological counselling service, run by its own rules."""
