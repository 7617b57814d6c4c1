// BakeLanguage
