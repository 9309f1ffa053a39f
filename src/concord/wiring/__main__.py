from concord.wiring.cli import main

main()
