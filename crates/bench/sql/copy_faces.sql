COPY faces (face, people, area, geom) FROM STDIN
