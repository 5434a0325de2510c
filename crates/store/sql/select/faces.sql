SELECT id, key FROM echelle_face ORDER BY id
