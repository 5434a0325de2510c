INSERT INTO "{name}" (geom{columns}) VALUES (?{values})
