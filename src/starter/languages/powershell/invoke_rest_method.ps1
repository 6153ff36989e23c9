#Requires -Version 7.4

# {{title}}

$ErrorActionPreference = 'Stop'
# So that every letter is shown as it is.
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new()

# Says what is wrong and ends the program.
function Exit-Program {
    param([string]$Reason)

    [Console]::Error.WriteLine($Reason)
    exit 1
}

{{#token|instance}}
# Reads a setting from the environment, so that no credential stands in this file.
function Get-Setting {
    param([string]$Name)

    $value = [Environment]::GetEnvironmentVariable($Name)
    if (-not $value) { Exit-Program "Set the environment variable $Name first." }
    $value
}

{{/token|instance}}
{{#token}}
$AccessToken = Get-Setting '{{token_variable}}'
{{/token}}
{{#instance}}
$InstanceId = Get-Setting '{{session_variable}}'
{{/instance}}
$BaseUrl = if ($env:{{server_variable}}) { $env:{{server_variable}}.TrimEnd('/') } else { '{{server}}' }

# Makes one request and returns the answer. Ends the program if it is refused.
function Invoke-Api {
    param(
        [string]$Method,
        [string]$Path,
        [System.Collections.IDictionary]$Query,
        [System.Collections.IDictionary]$Body{{form|,}}
{{#form}}
        [System.Collections.IDictionary]$Form
{{/form}}
    )

    $request = @{
        Method                   = $Method
        Uri                      = $BaseUrl + $Path
{{#headers}}
        Headers                  = @{ {{headers}} }
{{/headers}}
        ConnectionTimeoutSeconds = 30
        OperationTimeoutSeconds  = 30
        MaximumRedirection       = 0
        SkipHttpErrorCheck       = $true
        StatusCodeVariable       = 'status'
        ResponseHeadersVariable  = 'headers'
        # Being sent elsewhere is an error to PowerShell; here its status is looked at instead.
        ErrorAction              = 'SilentlyContinue'
    }
{{#form}}
    if ($Form) {
        $fields = foreach ($field in $Form.GetEnumerator()) {
            [uri]::EscapeDataString($field.Key) + '=' + [uri]::EscapeDataString($field.Value)
        }
        $request.ContentType = 'application/x-www-form-urlencoded'
        $request.Body = $fields -join '&'
    }
{{/form}}
    if ($Query) {
        $pairs = foreach ($pair in $Query.GetEnumerator()) {
            [uri]::EscapeDataString($pair.Key) + '=' + [uri]::EscapeDataString($pair.Value)
        }
        $request.Uri += '?' + ($pairs -join '&')
    }
    if ($null -ne $Body) {
        $request.ContentType = 'application/json'
        $request.Body = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Body -Depth 20))
    }
    foreach ($attempt in 1..4) {
        try {
            $answer = Invoke-RestMethod @request
        } catch {
            # The gateway may have taken it: sending it again could do it twice.
            Exit-Program "No answer ($($_.Exception.Message)). Look whether it was done before you try again."
        }
        if ($status -ne 429 -or $attempt -eq 4) { break }
        # Too many requests: this one was not taken, so it is safe to wait and ask again.
        $wait = [string]$headers['Retry-After']
        $seconds = if ($wait -match '^[0-9]{1,9}$') { [Math]::Min([int]$wait, 60) } else { 5 }
        Start-Sleep -Seconds $seconds
    }
    # What looks like XML is read as that; it was meant as text.
    if ($answer -is [xml]) { $answer = $answer.OuterXml }
    if ($status -lt 200 -or $status -gt 299) {
        $reason = ($answer.code, $answer.message | Where-Object { $_ }) -join ' '
        if (-not $reason) { $reason = Format-Answer $answer }
        Exit-Program "$Method $Path was refused with status ${status}: $reason"
    }
    # The comma keeps a list with one item a list.
    return , $answer
}

{{#linked}}
# Takes a value out of an answer, to use it in the next request.
function Select-Text {
    param($Answer, [Parameter(ValueFromRemainingArguments)][string[]]$Names)

    $value = $Answer
    foreach ($name in $Names) { $value = $value.$name }
    if ($null -eq $value -or $value -is [array] -or $value -is [pscustomobject]) {
        Exit-Program "The answer holds no $($Names -join '.'): $(Format-Answer $Answer)"
    }
    [string]$value
}

{{/linked}}
{{#picture}}
# Saves a picture that came as a data: address.
function Save-Picture {
    param($Answer, [string]$Name)

    $base64 = ([string]$Answer.$Name -split ',', 2)[1]
    if (-not $base64) { Exit-Program "The answer holds no picture in $Name." }
    Set-Content -Path 'qr.png' -Value ([Convert]::FromBase64String($base64)) -AsByteStream
    'Saved qr.png'
}

{{/picture}}
{{#pause}}
# Asks for something and waits for Enter.
function Wait-Enter {
    param([string]$Text)

    [Console]::WriteLine($Text)
    $null = [Console]::ReadLine()
}

{{/pause}}
# Writes an answer so that it can be read.
function Format-Answer {
    param($Answer)

    if ($Answer -is [string]) { $Answer } else { ConvertTo-Json -InputObject $Answer -Depth 100 }
}

{{steps}}
