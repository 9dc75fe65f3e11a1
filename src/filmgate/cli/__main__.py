"""`python -m filmgate.cli`"""

from filmgate.cli import main

main()
