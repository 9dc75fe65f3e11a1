"""Places: the layers in front of which, and on which, the actors stand. One kind of scenery a file."""
