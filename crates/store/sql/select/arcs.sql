SELECT id, left_face, right_face, geom FROM echelle_arc ORDER BY id
