COPY outlines (territory, geom) FROM STDIN
