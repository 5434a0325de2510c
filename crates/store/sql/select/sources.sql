SELECT key, name, licence, attribution, url, vintage, estimated
FROM echelle_source WHERE layer = ?1 ORDER BY id
