"""What a button starts: ``python -I -m kamreport.ribbon ACTION --wb=NAME --from_xl=1 --hwnd=N [--account=ID]``."""

import sys

from kamreport.ribbon.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
