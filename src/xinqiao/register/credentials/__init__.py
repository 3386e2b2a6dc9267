"""What staff have shown and signed before they may counsel: qualifications, and the promise of secrecy."""
