Attribute VB_Name = "KamCommands"
Option Explicit

' Plain procedures: what to start, when a button is enabled, what to say. They know no ribbon objects.

Private Const DONE As Long = 0
Private Const TOLD As Long = 10
Private Const FAULT_TOLD As Long = 11

' Whether a button or the drop-down may be used.
Public Function KamIsEnabled(ByVal action As String, ByVal running As Boolean, ByVal ours As Boolean, ByVal accounts As Long) As Boolean
    If running Then
        KamIsEnabled = False
    ElseIf action = "set-up" Or action = "help" Then
        KamIsEnabled = True
    ElseIf action = "account" Or action = "account-pack" Then
        KamIsEnabled = ours And accounts > 0
    Else
        KamIsEnabled = ours
    End If
End Function

' The command that a button starts. The interpreter comes from this add-in's own sheet and from nowhere else.
Public Function KamCommandLine(ByVal python As String, ByVal action As String, ByVal book As String, ByVal hwnd As String, ByVal account As String) As String
    Dim command As String
    command = KamQuoted(python) & " -I -m kamreport.ribbon " & KamQuoted(action)
    command = command & " " & KamQuoted("--wb=" & book) & " --from_xl=1 " & KamQuoted("--hwnd=" & hwnd)
    If action = "account-pack" Then command = command & " " & KamQuoted("--account=" & account)
    KamCommandLine = command
End Function

' The same for macOS, one argument on a line; its script holds the interpreter.
Public Function KamArguments(ByVal action As String, ByVal book As String, ByVal account As String) As String
    Dim text As String
    text = action & vbLf & "--wb=" & book & vbLf & "--from_xl=1" & vbLf & "--hwnd=0"
    If action = "account-pack" Then text = text & vbLf & "--account=" & account
    KamArguments = text
End Function

' One argument as Windows programs read it: quoted, with quotes and the backslashes before them escaped.
Public Function KamQuoted(ByVal text As String) As String
    Dim made As String, slashes As Long, position As Long, character As String
    made = """"
    For position = 1 To Len(text)
        character = Mid$(text, position, 1)
        If character = "\" Then
            slashes = slashes + 1
        Else
            If character = """" Then made = made & String$(slashes + 1, "\")
            slashes = 0
        End If
        made = made & character
    Next position
    KamQuoted = made & String$(slashes, "\") & """"
End Function

' Why this cannot be started at all; empty when it can. Windows would replace %NAME% in a command.
Public Function KamWhyNot(ByVal python As String, ByVal book As String, ByVal account As String) As String
    Dim text As String
    text = book & account
    If python = "" Then
        KamWhyNot = "This add-in does not know where Python is. In a terminal run: kamreport ribbon install"
    ElseIf InStr(text, vbLf) > 0 Or InStr(text, vbCr) > 0 Then
        KamWhyNot = "The workbook's name or the Account ID holds a line break. Take it out and press the button again."
    ElseIf Len(text) - Len(Replace(text, "%", "")) > 1 Then
        KamWhyNot = "The workbook's name and the Account ID hold more than one % sign, which Windows reads as a variable. Rename it and press the button again."
    End If
End Function

' What to say when the program has ended; empty when all is done or it has spoken itself.
Public Function KamMessage(ByVal code As Long, ByVal python As String, ByVal log As String) As String
    If code = DONE Or code = TOLD Or code = FAULT_TOLD Then Exit Function
    KamMessage = "kamreport did not start (code " & code & "). Was it moved or removed? In a terminal run: kamreport ribbon doctor" & vbLf & vbLf & "Python: " & python & vbLf & "Log: " & log
End Function

' How many filled cells a column of Account IDs has; it ends at the first blank.
Public Function KamCountIds(ByVal ids As Variant) As Long
    Dim row As Long
    If Not IsArray(ids) Then
        If KamText(ids) <> "" Then KamCountIds = 1
        Exit Function
    End If
    For row = LBound(ids, 1) To UBound(ids, 1)
        If KamText(ids(row, 1)) = "" Then Exit For
        KamCountIds = KamCountIds + 1
    Next row
End Function

' The Account ID at a place counted from 0; empty when there is none.
Public Function KamIdAt(ByVal ids As Variant, ByVal index As Long) As String
    If index < 0 Or index >= KamCountIds(ids) Then Exit Function
    If IsArray(ids) Then
        KamIdAt = KamText(ids(LBound(ids, 1) + index, 1))
    Else
        KamIdAt = KamText(ids)
    End If
End Function

' A cell's value as text; empty for an Excel error, which no function may stumble over: the ribbon would be lost.
Public Function KamText(ByVal value As Variant) As String
    If Not IsError(value) Then KamText = CStr(value)
End Function

' The place to select: the one before, or the first when the list has become shorter.
Public Function KamKeptIndex(ByVal index As Long, ByVal accounts As Long) As Long
    If index >= 0 And index < accounts Then KamKeptIndex = index
End Function
