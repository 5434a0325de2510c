DELETE FROM echelle_source WHERE layer = ?1
