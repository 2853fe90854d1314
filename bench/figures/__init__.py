"""How long the database thinks about reports and searches at a big desk: `make figures`."""
