"""An invented school, to look at before one's own. Every name and number in it is made up."""
