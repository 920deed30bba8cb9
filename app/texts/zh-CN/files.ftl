### 文件的问题，显示在字段旁边，需要重新选择文件。

error-file-gif = 不能接收 GIF 文件，请改用 PNG 或 JPEG 图片
error-file-heif = 不能接收 HEIC（iPhone 照片格式），请发送该照片的截图，或先存为 JPEG
error-file-office = 不能接收 Word、Excel 等办公软件的文件，请另存为 PDF 再发送
error-file-program = 不能接收程序和安装包，请用文字说明其内容，或发送截图
error-file-web = 不能接收网页、SVG 图形或脚本，请发送它的截图，或另存为 PDF
error-file-encoding = 无法读取这个文本的文字，请以 UTF-8 编码重新保存，或把内容复制到表单里
error-file-picture-broken = 这张图片不完整，请重新保存，或发送它的截图
error-file-picture-large = 这张图片的像素太多，请缩小到 5000 万像素以内再发送
error-file-archive-broken = 无法打开这个 ZIP 文件，请重新压缩，或逐个发送文件
error-file-archive-large = 这个 ZIP 文件内容太多，请减少到 1000 个文件、解压后 200 MB 以内
error-file-archive-stray = 这个 ZIP 文件里有文件名指向文件夹之外，请从同一个文件夹重新压缩
error-file-archive-locked = 这个 ZIP 文件设有密码，请去掉密码重新压缩：我们会加密保存
error-file-archive-nested = 这个 ZIP 文件里还有压缩包或 Office 文件，请先解压，或改发 PDF
error-file-virus = 病毒扫描提示这个文件有风险，因此没有接收。请换一种形式发送，例如截图
error-file-scanner-away = 目前无法进行病毒检查，暂时不能接收文件。请稍后再试，或先不附文件发送
error-file-busy = 正在接收的文件较多，请一分钟后再试
error-file-disk-full = 目前不能接收文件，请稍后再试，或先不附文件发送
error-file-too-much = 这项请求的文件已达上限 100 MB，请用文字说明其余内容
error-file-unproved-large = 文件太大。更大的文件只接受已登录用户的，请换一个小一些的，或先登录
error-file-unproved-often = 今天来自您所在网络的文件过多，暂不接受未登录用户的文件。请不带文件提交，或先登录
error-file-unproved-full = 目前只接受已登录用户的文件。请不带文件提交，或先登录
