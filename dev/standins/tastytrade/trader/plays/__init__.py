"""What the trader plays, by what it is played on."""
