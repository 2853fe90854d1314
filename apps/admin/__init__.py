"""The staff: admins, their categories, and who may do what. Labelled "staff": "admin" is Django's own."""
