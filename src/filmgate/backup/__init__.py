"""The whole data folder of an embedded server in one archive, and back."""
