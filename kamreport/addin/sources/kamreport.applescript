-- Starts kamreport for the KAM tab of Excel. The interpreter is the one that installed the add-in.
-- The arguments come one on a line; each is quoted, so that none can become a command.
-- Python works in the background, because Excel cannot be spoken to while a macro runs.

property interpreter : "@interpreter@"

on kamStart(argumentLines)
	set command to quoted form of interpreter & " -I -m kamreport.ribbon"
	repeat with argument in paragraphs of argumentLines
		set command to command & " " & quoted form of (argument as text)
	end repeat
	do shell script command & " > /dev/null 2>&1 &"
	return "started"
end kamStart
