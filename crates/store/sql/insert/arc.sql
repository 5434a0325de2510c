INSERT INTO echelle_arc (left_face, right_face, geom) VALUES (?1, ?2, ?3)
