SELECT commune, geom FROM echelle_place ORDER BY id
