-- The base first, which has no key.
SELECT id, key, digest FROM echelle_layer ORDER BY key IS NOT NULL, key
