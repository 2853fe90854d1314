"""How dates look at the site: short, and the same in each of the desk's languages."""
