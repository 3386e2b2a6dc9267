"""What every request passes through, outermost first: headers, instance key, gate, errors."""
