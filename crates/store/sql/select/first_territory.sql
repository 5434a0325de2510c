SELECT coalesce(min(id), 0) FROM echelle_territory WHERE layer = ?1
