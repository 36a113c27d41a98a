Option Explicit

' The tab follows the workbook in front.

Private WithEvents excelApp As Application

Private Sub Workbook_Open()
    Set excelApp = Application
End Sub

Private Sub excelApp_WorkbookActivate(ByVal Wb As Workbook)
    KamRefresh
End Sub

Private Sub excelApp_WorkbookDeactivate(ByVal Wb As Workbook)
    KamRefresh
End Sub

Private Sub excelApp_SheetChange(ByVal Sh As Object, ByVal Target As Range)
    If LCase$(Sh.Name) = "accounts" And Target.Column = 1 Then KamRefresh
End Sub
