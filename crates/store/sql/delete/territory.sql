DELETE FROM echelle_territory WHERE layer = ?1
