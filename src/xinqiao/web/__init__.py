"""The web shows: doors, pages over several areas, middleware, templates, and what pages are dressed in."""
