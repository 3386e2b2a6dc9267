"""Opening hours, duty, rooms, appointments and the reception register."""
