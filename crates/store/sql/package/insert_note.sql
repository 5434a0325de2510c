INSERT INTO sources (note) VALUES (?1)
