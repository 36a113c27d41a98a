Attribute VB_Name = "KamRibbon"
Option Explicit

' The callbacks named in customUI14.xml, and what they need of Excel. Python is started by a click and by nothing else.

Private ribbon As IRibbonUI
Private running As Boolean
Private chosen As Long
Private listed As Variant

Public Sub KamOnLoad(loaded As IRibbonUI)
    Set ribbon = loaded
End Sub

Public Sub KamOnAction(control As IRibbonControl)
    KamStart control.Tag
End Sub

Public Sub KamGetEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = KamIsEnabled(control.Tag, running, KamIsOurs(), KamCountIds(KamIds()))
End Sub

Public Sub KamGetItemCount(control As IRibbonControl, ByRef returnedVal)
    listed = KamIds()
    returnedVal = KamCountIds(listed)
End Sub

Public Sub KamGetItemLabel(control As IRibbonControl, index As Integer, ByRef returnedVal)
    returnedVal = KamIdAt(listed, index)
End Sub

Public Sub KamGetSelectedIndex(control As IRibbonControl, ByRef returnedVal)
    chosen = KamKeptIndex(chosen, KamCountIds(KamIds()))
    returnedVal = chosen
End Sub

Public Sub KamOnSelect(control As IRibbonControl, id As String, index As Integer)
    chosen = index
End Sub

' Draw the tab anew. The reference is lost after an error in VBA; then the tab stays as it is until Excel restarts.
Public Sub KamRefresh()
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

' Called by Python on macOS when it is done.
Public Sub KamFinished(ByVal code As Long)
    running = False
    KamRefresh
    KamSay code
End Sub

Public Sub KamStart(ByVal action As String)
    Dim book As String, account As String, reason As String
    If running Then Exit Sub
    If Not ActiveWorkbook Is Nothing Then book = ActiveWorkbook.Name
    If action = "account-pack" Then account = KamIdAt(listed, chosen)
    reason = KamWhyNot(KamStamp(1), book, account)
    If reason <> "" Then
        MsgBox reason, vbExclamation, "KAM"
        Exit Sub
    End If
    running = True
    KamRefresh
    KamRun action, book, account
End Sub

Private Sub KamRun(ByVal action As String, ByVal book As String, ByVal account As String)
    Dim code As Long
    On Error GoTo Failed
    #If Mac Then
        AppleScriptTask "kamreport.applescript", "kamStart", KamArguments(action, book, account)
        Exit Sub
    #Else
        code = CreateObject("WScript.Shell").Run(KamCommandLine(KamStamp(1), action, book, CStr(Application.Hwnd), account), 0, True)
    #End If
    KamFinished code
    Exit Sub
Failed:
    KamFinished 1
End Sub

Private Sub KamSay(ByVal code As Long)
    Dim message As String
    message = KamMessage(code, KamStamp(1), KamStamp(3))
    If message <> "" Then MsgBox message, vbExclamation, "KAM"
End Sub

' What was stamped into this add-in when it was built: 1 the interpreter, 2 the version, 3 the log.
Private Function KamStamp(ByVal row As Long) As String
    KamStamp = CStr(ThisWorkbook.Worksheets(1).Cells(row, 2).Value)
End Function

Private Function KamIsOurs() As Boolean
    Dim found As Long, sheet As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheet In ActiveWorkbook.Worksheets
        If LCase$(sheet.Name) = "accounts" Or LCase$(sheet.Name) = "settings" Then found = found + 1
    Next sheet
    KamIsOurs = found = 2
End Function

' The Account IDs of the active workbook; blank without the name kam_accounts.
Private Function KamIds() As Variant
    On Error Resume Next
    KamIds = ""
    KamIds = ActiveWorkbook.Names("kam_accounts").RefersToRange.Value
End Function
