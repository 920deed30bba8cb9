### What is wrong with a file. Beside the field; the file must be chosen again.

error-file-gif = We cannot take GIF. Send the picture as PNG or JPEG
error-file-heif = We cannot take HEIC, the format of iPhone photos. Send a screenshot of it, or save it as JPEG first
error-file-office = We cannot take files of Word, Excel and other office programs. Save it as PDF and send that
error-file-program = We cannot take programs and apps. Describe in words what it shows, or send a screenshot
error-file-web = We cannot take web pages, drawings as SVG, or scripts. Send a screenshot of it, or save it as PDF
error-file-encoding = We cannot read the letters of this text. Save it again with the encoding UTF-8, or copy its words into the form
error-file-picture-broken = This picture is not whole. Save it again, or send a screenshot of it
error-file-picture-large = This picture has too many pixels. Send it smaller, up to 50 megapixels
error-file-archive-broken = This ZIP file cannot be opened. Make it again, or send the files one by one
error-file-archive-large = There is too much in this ZIP file. Send fewer files, up to 1000 and 200 MB unpacked
error-file-archive-stray = Names in this ZIP file lead out of its folder. Make it again from one folder
error-file-archive-locked = This ZIP file has a password. Make it again without one: we keep it encrypted
error-file-archive-nested = There are archives or office files inside this ZIP file. Unpack them first, or send PDF
error-file-virus = Our virus scanner warns of this file, so we did not take it. Send it in another form, such as a screenshot
error-file-scanner-away = We cannot check files for viruses right now, so we take none. Try again later, or send the form without the file
error-file-busy = Many files are coming in right now. Try again in a minute
error-file-disk-full = We cannot take files right now. Try again later, or send the form without the file
error-file-too-much = This request has as many files as we can keep, 100 MB. Describe in words what the others show
error-file-unproved-large = This file is too large. We take larger ones only from people who are logged in: choose a smaller one, or log in first
error-file-unproved-often = So many files have come from your network today that we take no more from people who are not logged in. Send the form without the file, or log in first
error-file-unproved-full = Right now we take files only from people who are logged in. Send the form without the file, or log in first
