"""A shop's help desk in the middle of a working day: what the documentation's pictures and the looks at pages show."""
